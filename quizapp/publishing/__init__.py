"""From content to an edition: balance report, changes, publishing."""
