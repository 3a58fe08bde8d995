"""The report alive on this machine: edits tried before they are saved, suggestions and hits judged by key."""
