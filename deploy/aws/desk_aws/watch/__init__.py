"""What somebody must be told of, by the names of deploy/prometheus/alerts.yaml."""
