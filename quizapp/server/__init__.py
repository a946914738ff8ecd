"""The process around the application: gunicorn worker, startup, health, metrics, log format."""
