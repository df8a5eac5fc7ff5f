"""Pictures of what is known: SVG, HTML, terminal, PNG and PDF. Takes plain structs, knows nothing of where they come from."""
