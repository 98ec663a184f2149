using Xunit;

// Each test starts processes that want both cores for themselves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
