"""How what somebody knows stays when they leave, and reaches everybody else."""
