"""OGC API - Features, Part 1: Core (OGC 17-069), for facilities and sites."""
