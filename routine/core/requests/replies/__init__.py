"""What the service replies, as values whose JSON is what programs get: field for field, in this order.

Dates and local times are texts in ISO 8601, and instants end with Z; `when` and its like are for people.
"""
