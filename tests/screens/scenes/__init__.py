"""The scenes, by where they play; `catalogue.all_scenes` has them all."""
