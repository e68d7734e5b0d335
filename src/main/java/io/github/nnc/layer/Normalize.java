package io.github.nnc.layer;

/** {@code normalize mean std}: torchvision's {@code Normalize}, which turns measured numbers into what a network expects. */
record Normalize(MeanAndDeviation numbers) implements Rescaling {

    static final LayerType TYPE = Rescaling.type(
            "normalize",
            "Subtracts a given mean and divides by a given standard deviation: y = (x - mean) / std.",
            "input 3x32x32; normalize mean=0.485,0.456,0.406 std=0.229,0.224,0.225",
            Normalize::new);

    @Override
    public void lower(Lowering lowering) {
        numbers.lower(lowering, true);
    }
}
