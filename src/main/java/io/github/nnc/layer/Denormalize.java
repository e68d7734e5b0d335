package io.github.nnc.layer;

/** {@code denormalize mean std}: what {@code normalize} does, undone. */
record Denormalize(MeanAndDeviation numbers) implements Rescaling {

    static final LayerType TYPE = Rescaling.type(
            "denormalize",
            "Multiplies with a given standard deviation and adds a given mean: y = x * std + mean.",
            "input 4; dense 2; denormalize mean=21.5,0.4 std=3.5,0.1",
            Denormalize::new);

    @Override
    public void lower(Lowering lowering) {
        numbers.lower(lowering, false);
    }
}
