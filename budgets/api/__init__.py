"""The public API under ``/api/v1/``: what is published as data, for programs. Reads only, without cookies."""
