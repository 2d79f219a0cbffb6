"""Pages in the GOV.UK design system, without its brand: layout, form fields, small components."""
