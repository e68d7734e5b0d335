package io.github.nnc.bench;

import io.github.nnc.bench.models.Timed;
import io.github.nnc.emit.Target;
import io.github.nnc.lower.Thresholds;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Times each form of code on the same networks: the figures behind {@link Thresholds}. Prints the best of many batches
 * in nanoseconds a call.
 */
public final class FormTimes {

    private static final long BATCH_NANOS = 3_000_000;
    private static final int BATCHES = 150;

    private FormTimes() {}

    public static void main(String[] arguments) throws Exception {
        System.out.printf(Locale.ROOT, "Java %s%n", Runtime.version());
        System.out.printf(Locale.ROOT, "%-14s %14s %14s %14s%n", "network", "STRAIGHT_LINE", "LOCALS", "ROWS");
        for (String widths : List.of(
                "3 4 2",
                "4 8 3",
                "4 16 3",
                "8 8",
                "12 12",
                "16 16",
                "20 20",
                "24 24",
                "32 32",
                "64 10",
                "64 12",
                "64 16",
                "64 64",
                "64 64 10",
                "128 128",
                "784 128 10",
                "512 512")) {
            System.out.printf(Locale.ROOT, "%-14s", widths.replace(' ', '-'));
            long products = products(widths);
            time(
                    widths,
                    new Thresholds(products <= 600 ? Long.MAX_VALUE : 0, 16, 0, Long.MAX_VALUE, 0, 32, Long.MAX_VALUE),
                    products <= 600);
            time(widths, new Thresholds(0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 0, 32, Long.MAX_VALUE), true);
            time(widths, new Thresholds(0, 1, 0, Long.MAX_VALUE, 0, 32, Long.MAX_VALUE), true);
            System.out.println();
        }
    }

    private static long products(String widths) {
        String[] sizes = widths.split(" ");
        long sum = 0;
        for (int i = 1; i < sizes.length; i++) {
            sum += Long.parseLong(sizes[i - 1]) * Long.parseLong(sizes[i]);
        }
        return sum;
    }

    private static void time(String widths, Thresholds thresholds, boolean possible) throws Exception {
        if (!possible) {
            System.out.printf(Locale.ROOT, " %14s", "-");
            return;
        }
        BiConsumer<float[], float[]> network =
                Timed.network(widths, thresholds, Target.PLAIN, "net.forward(x, 0, y, 0, w);");
        float[] x = new float[Timed.inputs(widths)];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i * 37 % 19) / 19f - 0.4f;
        }
        System.out.printf(Locale.ROOT, " %14.1f", best(network, x, new float[Timed.outputs(widths)]));
    }

    private static double best(BiConsumer<float[], float[]> network, float[] x, float[] y) {
        long calls = 1;
        while (nanos(network, x, y, calls) < BATCH_NANOS) {
            calls *= 2;
        }
        double best = Double.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            best = Math.min(best, nanos(network, x, y, calls) / (double) calls);
        }
        return best;
    }

    private static long nanos(BiConsumer<float[], float[]> network, float[] x, float[] y, long calls) {
        long start = System.nanoTime();
        for (long i = 0; i < calls; i++) {
            network.accept(x, y);
        }
        return System.nanoTime() - start;
    }
}
