"""The routes, one file a subject: each names its `handlers` and the structs that the app's types are made from."""
