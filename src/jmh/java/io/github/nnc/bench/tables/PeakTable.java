package io.github.nnc.bench.tables;

import io.github.nnc.bench.Quartiles;
import io.github.nnc.bench.contenders.Contenders;
import io.github.nnc.bench.forks.Limits;
import io.github.nnc.bench.forks.Speed;
import io.github.nnc.bench.models.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How near networks come to what the machine can do. */
public final class PeakTable {

    private static final List<String> NAMES = List.of(Contenders.PLAIN, Contenders.VECTOR, Contenders.ONNX_RUNTIME);

    private PeakTable() {}

    /** The limits in a sentence. */
    public static String limits(Limits limits) {
        return "Measured by " + limits.kernels() + " in the same run, the best of a fork, over forks: "
                + Numbers.spread(limits.arithmetic(), 1) + " GFLOP/s of multiply-adds in registers, "
                + Numbers.spread(limits.cached(), 1) + " GB/s read again and again from 512 KiB, "
                + Numbers.spread(limits.memory(), 1) + " GB/s from 256 MiB.";
    }

    /**
     * GFLOP/s of one sample and their share of the peak, a multiply-add counted as two; and how fast weights are read, each
     * once a sample. A network that goes from token to token has no fixed number of multiply-adds.
     */
    public static String shares(Map<Subject, Speed> results, Limits limits) {
        List<String> head = new ArrayList<>(List.of("one sample", "multiply-adds", "bytes of weights"));
        NAMES.forEach(name -> head.add(name + ", GFLOP/s"));
        NAMES.forEach(name -> head.add(name + ", GB/s of weights"));
        MarkdownTable table = new MarkdownTable(head);
        results.forEach((subject, speed) -> {
            if (speed != null) {
                table.add(row(subject, speed, limits.arithmetic().median()));
            }
        });
        return table.toString();
    }

    private static List<String> row(Subject subject, Speed speed, double peak) {
        double multiplyAdds = speed.multiplyAdds();
        double bytes = speed.weightBytes();
        boolean fixed = subject.tokens() == 0;
        List<String> row = new ArrayList<>(
                List.of(subject.title(), fixed ? Numbers.count(multiplyAdds) : "", Numbers.count(bytes)));
        for (String name : NAMES) {
            row.add(fixed ? cell(speed.time(name), time -> share(2 * multiplyAdds / time, peak)) : "");
        }
        for (String name : NAMES) {
            row.add(cell(speed.time(name), time -> Numbers.number(bytes / time)));
        }
        return row;
    }

    private interface Rate {

        String of(double nanoseconds);
    }

    private static String cell(Optional<Quartiles> time, Rate rate) {
        return time.map(found -> rate.of(found.median())).orElse(Numbers.NOT_RUN);
    }

    private static String share(double rate, double peak) {
        return Numbers.number(rate) + " (" + Numbers.percent(rate / peak) + ")";
    }
}
