//! Generators and a slow, obvious second engine that judge oske.
