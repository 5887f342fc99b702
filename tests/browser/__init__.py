"""Pages as a reader meets them, in Debian's Chromium."""
