"""The pages of the register: each parses, asks a policy, acts and renders."""
