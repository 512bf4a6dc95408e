"""Pictures of figures as accessible SVG without script; each stands beside a table with the same figures."""
