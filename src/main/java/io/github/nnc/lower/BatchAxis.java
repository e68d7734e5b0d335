package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes several samples at once: whatever differs from pass to pass gets one more dimension before its others, and
 * each nest one more parallel axis around its others. Samples then share what they read of the weights, as tokens and
 * pixels do. Sums keep their order.
 */
public final class BatchAxis {

    private static final BigInteger LONGEST_ARRAY = BigInteger.valueOf(Integer.MAX_VALUE);

    private static final Set<Buffer.Role> DIFFERING =
            Set.of(Buffer.Role.INPUT, Buffer.Role.OUTPUT, Buffer.Role.TEMPORARY, Buffer.Role.ROWS);

    private final Map<Buffer, Buffer> blocks = new IdentityHashMap<>();

    private final Extent samples;

    private BatchAxis(int samples) {
        this.samples = Extent.of(samples);
    }

    /**
     * The program for a block of samples, where it pays: where sums of products read many weights that
     * nothing in one sample shares, and a block needs less room than those have. Weights, constants and
     * what prepares them are those of the program, inputs and outputs stand in its order.
     */
    public static Optional<Program> of(Program program, Thresholds thresholds) {
        boolean lengthsVary =
                program.buffers().stream().anyMatch(buffer -> !buffer.shape().isFixed());
        if (lengthsVary || program.carries()) {
            return Optional.empty();
        }
        BigInteger unshared = unsharedBytes(program, thresholds);
        if (unshared.compareTo(BigInteger.valueOf(thresholds.unsharedBytes())) < 0) {
            return Optional.empty();
        }
        Program block = over(program, thresholds.samples());
        BigInteger room = MemoryPlan.of(block).size();
        boolean fits = room.multiply(BigInteger.valueOf(Float.BYTES)).compareTo(unshared) <= 0
                && room.compareTo(LONGEST_ARRAY) <= 0;
        return fits ? Optional.of(block) : Optional.empty();
    }

    /** The bytes of the weights of which each is read for a single sum at a time. */
    private static BigInteger unsharedBytes(Program program, Thresholds thresholds) {
        Map<Buffer, BigInteger> sizes = new IdentityHashMap<>();
        for (Step.Nest nest : Reads.nests(program.steps())) {
            Contraction.ofRows(nest, thresholds)
                    .filter(found ->
                            found.points().isEmpty() && found.weight().buffer().isParameter())
                    .map(found -> found.weight().buffer())
                    .ifPresent(weight -> sizes.put(weight, weight.shape().elements()));
        }
        return sizes.values().stream()
                .reduce(BigInteger.ZERO, BigInteger::add)
                .multiply(BigInteger.valueOf(Float.BYTES));
    }

    /** The program for a block, whether it pays or not; lengths are fixed and nothing is carried. */
    static Program over(Program program, int samples) {
        BatchAxis batch = new BatchAxis(samples);
        List<Buffer> buffers = program.buffers().stream().map(batch::block).toList();
        List<Step> steps = program.steps().stream().map(batch::block).toList();
        return new MergeDimensions().apply(program.with(buffers, steps));
    }

    private Buffer block(Buffer buffer) {
        return DIFFERING.contains(buffer.role()) ? blocks.computeIfAbsent(buffer, this::larger) : buffer;
    }

    private Buffer larger(Buffer buffer) {
        return new Buffer(buffer.name(), buffer.role(), buffer.element(), larger(buffer.shape()));
    }

    private Shape larger(Shape shape) {
        List<Extent> extents = new ArrayList<>(List.of(samples));
        extents.addAll(shape.extents());
        return new Shape(extents);
    }

    private Step block(Step step) {
        if (step instanceof Step.Sequence sequence) {
            return new Step.Sequence(
                    sequence.origin(),
                    sequence.axis(),
                    sequence.steps().stream().map(this::block).toList());
        }
        Step.Nest nest = (Step.Nest) step;
        Axis sample = new Axis("sample", samples);
        List<Axis> parallel = new ArrayList<>(List.of(sample));
        parallel.addAll(nest.parallel());
        return new OfSample(sample).rewrite(nest).over(parallel, nest.reduction());
    }

    /** Turns to the sample that an axis says. */
    private final class OfSample extends Rewriter {

        private final Axis sample;

        OfSample(Axis sample) {
            this.sample = sample;
        }

        @Override
        protected Access access(Access access) {
            Buffer block = block(access.buffer());
            if (block == access.buffer()) {
                return access;
            }
            List<Index> indices = new ArrayList<>(List.of(Index.of(sample)));
            indices.addAll(access.indices());
            return new Access(block, larger(access.view()), indices, access.outside());
        }
    }
}
