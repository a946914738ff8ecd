"""The JSON API with its OpenAPI document."""
