"""The narrative: sentences of the layout with figures inserted by name."""
