package io.github.nnc.bench.forks;

import io.github.nnc.bench.Agreement;
import io.github.nnc.bench.Quartiles;
import io.github.nnc.bench.contenders.Contender;
import io.github.nnc.bench.models.Timed;
import io.github.nnc.emit.Target;
import io.github.nnc.lower.Thresholds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * A JVM of its own for a batch of one network on one target: sample by sample, in blocks of several sizes, and over two
 * threads. Prints a line for each, with the nanoseconds a sample; the fields are apart by a tabulator.
 */
public final class BatchPoint {

    private BatchPoint() {}

    /** @param arguments widths, {@code PLAIN} or {@code VECTOR}, samples, seconds to warm up each, to measure all */
    public static void main(String[] arguments) throws Exception {
        Target target = Target.valueOf(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        Map<String, Contender> ways = new LinkedHashMap<>();
        for (Way way : Way.values()) {
            ways.put(way.name(), contender(arguments[0], target, count, way));
        }
        Rounds rounds = new Rounds(ways);
        rounds.warm(nanoseconds(arguments[3]));
        for (Map.Entry<String, Contender> way : ways.entrySet()) {
            Agreement.check(
                    way.getKey(),
                    way.getValue().results(),
                    ways.get(Way.SINGLE.name()).results());
        }
        rounds.measure(nanoseconds(arguments[4]))
                .forEach((name, times) ->
                        System.out.println(name + "\t" + Quartiles.of(times).median() / count));
    }

    /** A network with its input, whose vector kernels run from the first call on. */
    public static Contender contender(String widths, Target target, int count, Way way) throws Exception {
        System.setProperty("nnc.vector", "always");
        Contender contender = new Samples(
                Timed.network(widths, way.thresholds(target), target, way.call(count)),
                new float[count * Timed.outputs(widths)]);
        contender.fill(input(count * Timed.inputs(widths)));
        return contender;
    }

    private static long nanoseconds(String seconds) {
        return (long) (1e9 * Double.parseDouble(seconds));
    }

    private static float[] input(int size) {
        Random random = new Random(5);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** How a batch is computed. */
    public enum Way {
        SINGLE(1, 1),
        BLOCKS_OF_4(4, 1),
        BLOCKS_OF_8(8, 1),
        BLOCKS_OF_16(16, 1),
        TWO_THREADS(8, 2);

        private final int samples;
        private final int threads;

        Way(int samples, int threads) {
            this.samples = samples;
            this.threads = threads;
        }

        /** Blocks of any network, or none. */
        Thresholds thresholds(Target target) {
            Thresholds usual = target == Target.VECTOR ? Thresholds.VECTORS : Thresholds.MEASURED;
            return new Thresholds(
                    usual.straightLine(),
                    usual.rowOutputs(),
                    usual.guardedIterations(),
                    usual.packedUses(),
                    usual.spreadNumbers(),
                    usual.functionValues(),
                    usual.acrossLanes(),
                    usual.panelBytes(),
                    usual.panelOutputs(),
                    samples == 1 ? Long.MAX_VALUE : threads == 1 ? 1 : usual.unsharedBytes(),
                    threads == 1 ? samples : usual.samples());
        }

        String call(int count) {
            return threads == 1
                    ? "net.forward(x, y, " + count + ", w);"
                    : "net.forward(x, y, " + count + ", POOL, w, w2);";
        }
    }

    /** All samples by one call. */
    private static final class Samples implements Contender {

        private final BiConsumer<float[], float[]> network;
        private final float[] outputs;
        private float[] input = new float[0];

        Samples(BiConsumer<float[], float[]> network, float[] outputs) {
            this.network = network;
            this.outputs = outputs;
        }

        @Override
        public void fill(Object values) {
            input = (float[]) values;
        }

        @Override
        public void run() {
            network.accept(input, outputs);
        }

        @Override
        public float[] results() {
            return outputs.clone();
        }
    }
}
