using Xunit;

// Each test runs other programs and waits for them: one at a time, so that none starves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
