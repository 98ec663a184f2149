using Xunit;

// Most tests start processes that want both cores for themselves, so they stand in one line. Those of the collection
// `Waiting` mostly wait for seconds to pass and go on beside it.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 2)]
