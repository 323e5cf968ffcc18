"""What a notebook shows: figures, tables, values, evidence and annotated texts as safe HTML."""
