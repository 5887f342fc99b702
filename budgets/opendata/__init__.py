"""Open data: tables as CSV, the leaves of a region's year as one tidy CSV, and the data package that describes it."""
