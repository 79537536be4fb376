"""Reconcile hedged figures from open sources."""
