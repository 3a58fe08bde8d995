"""What holds for the whole suite."""

from hypothesis import HealthCheck, settings

# How long a case takes says something of the machine and its other work, never of the code.
settings.register_profile("framing", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("framing")
