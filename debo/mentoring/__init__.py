"""Mentors who make themselves unneeded: visits, fading, the progress score, and handing everything over."""
