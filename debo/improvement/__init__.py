"""What a team tries: PDSA cycles, and the phases and events that a person marks on a chart."""
