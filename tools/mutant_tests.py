"""A pytest plugin for `make mutants`: few examples of each property, always the same, without a look at their speed.

A mutant runs under mutmut's trampolines, several times slower than the code it stands for; what is looked for is
whether a test fails, and the first few dozen examples tell. Which failing example is the smallest is not asked:
looking for it took all the time a mutant has, and it counted as timed out.
"""

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutants",
    derandomize=True,
    deadline=None,
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
