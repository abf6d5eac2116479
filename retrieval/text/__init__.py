"""Names, numbers, quantities and days as English, Russian and Tajik write them."""
