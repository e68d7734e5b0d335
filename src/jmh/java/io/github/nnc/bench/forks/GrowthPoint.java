package io.github.nnc.bench.forks;

import io.github.nnc.bench.Quartiles;
import io.github.nnc.bench.contenders.Contender;
import io.github.nnc.bench.contenders.Contenders;
import io.github.nnc.bench.contenders.GeneratedContender;
import io.github.nnc.bench.models.Checked;
import io.github.nnc.bench.models.Generated;
import io.github.nnc.bench.models.Prepared;
import io.github.nnc.bench.models.Subject;
import io.github.nnc.bench.models.Subjects;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.emit.Target;
import io.github.nnc.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JVM of its own for one network: how long nnc and javac take for it once they are warm, and how long a sample takes.
 * Prints {@code nnc}, {@code javac} and the targets' names, each with nanoseconds.
 */
public final class GrowthPoint {

    private static final String JAVAC = "javac";
    private static final int FEWEST = 3;

    private GrowthPoint() {}

    /** @param arguments folder, {@code width}, {@code depth} or {@code batch}, how much of it, seconds to warm, to measure */
    public static void main(String[] arguments) throws Exception {
        int amount = Integer.parseInt(arguments[2]);
        long warm = (long) (1e9 * Double.parseDouble(arguments[3]));
        long measure = (long) (1e9 * Double.parseDouble(arguments[4]));
        boolean batch = arguments[1].equals("batch");
        Prepared prepared = Prepared.classesOf(subject(arguments[1], amount), Path.of(arguments[0]));
        if (!batch) {
            CompileResult result = Generated.sources(prepared.text(), Optional.empty(), Target.PLAIN);
            print("nnc", once(() -> Generated.sources(prepared.text(), Optional.empty(), Target.PLAIN), warm, measure));
            print(JAVAC, once(() -> Generated.classes(result), warm, measure));
        }
        Map<String, Contender> targets = targets(prepared, batch ? amount : 1);
        Rounds rounds = new Rounds(targets);
        rounds.warm(warm);
        rounds.measure(measure)
                .forEach((name, times) -> print(name, Quartiles.of(times).median() / (batch ? amount : 1)));
    }

    private static Subject subject(String kind, int amount) {
        return switch (kind) {
            case "width" -> Subjects.dense("width", amount, amount);
            case "depth" -> Subjects.deep(amount);
            default -> Subjects.named("784-128-10");
        };
    }

    private static Map<String, Contender> targets(Prepared prepared, int count) throws Exception {
        Model model = Checked.model(prepared.text());
        Map<String, Contender> targets = new LinkedHashMap<>();
        int outputs = Checked.outputSize(model);
        GeneratedContender vector = new GeneratedContender(prepared.vector(), count, outputs);
        vector.warmUp();
        targets.put(Contenders.PLAIN, new GeneratedContender(prepared.plain(), count, outputs));
        targets.put(Contenders.VECTOR, vector);
        for (Contender target : targets.values()) {
            target.fill(new float[count * Checked.inputSize(model)]);
        }
        return targets;
    }

    /** The median of times, each of one run; there are a few at least. */
    private static double once(Runnable work, long warm, long measure) {
        repeat(work, warm);
        return Quartiles.of(repeat(work, measure)).median();
    }

    private static List<Double> repeat(Runnable work, long nanoseconds) {
        List<Double> times = new ArrayList<>();
        long begin = System.nanoTime();
        while (times.size() < FEWEST || System.nanoTime() - begin < nanoseconds) {
            long start = System.nanoTime();
            work.run();
            times.add((double) (System.nanoTime() - start));
        }
        return times;
    }

    private static void print(String name, double nanoseconds) {
        System.out.println(name + "\t" + nanoseconds);
    }
}
