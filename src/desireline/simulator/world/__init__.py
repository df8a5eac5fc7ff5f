"""What happens to the customers, decided step by step for all of them at once.

Every decision rests on a stream of chance of its own (see `desireline.simulator.draws`), so a world without one of the
planted truths differs from the world with it by nothing but what that truth caused.
"""
