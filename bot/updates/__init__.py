"""Updates in: fetched or delivered, admitted, and put where they are worked on."""
