"""Publishing: what the next edition changes, the balance report, and freezing the edition."""
