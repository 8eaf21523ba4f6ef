"""The only room that writes: database, observation archive, imports, journal, editions, backup."""
