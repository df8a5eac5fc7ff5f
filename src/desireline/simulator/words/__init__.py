"""What the made-up business is made of: names, goods, pages, and what people write in four languages."""
