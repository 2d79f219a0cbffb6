"""The children in need census, as the council returns it to the Department for Education."""
