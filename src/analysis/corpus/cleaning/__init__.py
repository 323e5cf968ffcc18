"""From the text of a record to typed segments: headline, body, and the furniture around them."""
