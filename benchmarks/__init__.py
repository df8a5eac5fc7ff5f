"""How fast the main job is, always beside peers that answer the same questions over the same data in the same run."""
