package io.github.nnc.bench.forks;

import io.github.nnc.bench.Quartiles;
import io.github.nnc.bench.contenders.GeneratedContender;
import io.github.nnc.bench.models.Checked;
import io.github.nnc.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of a class in a JVM of its own, from its first call on, without {@code warmUp()}. Prints {@code calls}, how
 * many and the nanoseconds that they took, for 1, 2, 5, 10 and so on up to 1000; and {@code steady}, the nanoseconds from
 * the first call to the point from which calls are at most a fifth slower than at the end.
 */
public final class FirstCalls {

    private static final long SLICE = 10_000_000;
    private static final int MOST = 1000;
    private static final double NEAR = 1.2;
    private static final int NEIGHBOURS = 5;

    /** When a slice began, from the first call on, and the nanoseconds of a call in it. */
    private record Slice(long begin, double call) {}

    private FirstCalls() {}

    /** @param arguments text, classes, tokens (0 for a sample a call), seconds after which it ends */
    public static void main(String[] arguments) throws Exception {
        Model model = Checked.model(Path.of(arguments[0]));
        int tokens = Integer.parseInt(arguments[2]);
        long most = (long) (1e9 * Double.parseDouble(arguments[3]));
        int count = Math.max(1, tokens);
        GeneratedContender contender = new GeneratedContender(Path.of(arguments[1]), count, Checked.outputSize(model));
        contender.fill(tokens > 0 ? new int[count] : new float[Checked.inputSize(model)]);
        List<Slice> slices = new ArrayList<>();
        long start = System.nanoTime();
        long now = start;
        int calls = 0;
        while (now - start < most) {
            long begin = now;
            int inSlice = 0;
            do {
                contender.run();
                now = System.nanoTime();
                inSlice++;
                calls++;
                if (calls <= MOST && Integer.toString(calls).matches("[125]0*")) {
                    System.out.println("calls\t" + calls + "\t" + (now - start));
                }
            } while (now - begin < SLICE);
            slices.add(new Slice(begin - start, (double) (now - begin) / inSlice));
        }
        System.out.println("steady\t" + steady(slices) + "\t" + end(slices) / count);
    }

    private static double end(List<Slice> slices) {
        return median(slices.subList(slices.size() - (slices.size() + 4) / 5, slices.size()));
    }

    /** Where the median over neighbours is near that of the last fifth for the first time. */
    private static long steady(List<Slice> slices) {
        double end = end(slices);
        for (int i = 0; i < slices.size(); i++) {
            if (median(slices.subList(i, Math.min(i + NEIGHBOURS, slices.size()))) <= NEAR * end) {
                return slices.get(i).begin();
            }
        }
        return slices.get(slices.size() - 1).begin();
    }

    private static double median(List<Slice> slices) {
        return Quartiles.of(slices.stream().map(Slice::call).toList()).median();
    }
}
