"""Groups of commands, one module each; `analysis.cli` registers them."""
