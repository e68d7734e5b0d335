package io.github.nnc.bench.forks;

import io.github.nnc.bench.Agreement;
import io.github.nnc.bench.Quartiles;
import io.github.nnc.bench.contenders.Contender;
import io.github.nnc.bench.contenders.Contenders;
import io.github.nnc.bench.contenders.GeneratedContender;
import io.github.nnc.bench.models.Prepared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JVM of its own, in which all contenders run one network. Prints a line for each: {@code time}, its name and its
 * nanoseconds a sample; {@code ratio}, its name and the median of how many times faster it was than ONNX Runtime in the
 * same round; or {@code absent}, its name and why. Fields are apart by tabulators.
 */
public final class Fork {

    private Fork() {}

    /** @param arguments folder, tokens, batch, seconds to warm up, seconds to measure */
    public static void main(String[] arguments) throws Exception {
        Prepared prepared = new Prepared(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        int batch = Integer.parseInt(arguments[2]);
        try (Contenders contenders = Contenders.open(prepared, batch)) {
            contenders.absent().forEach((name, reason) -> print("absent", name, reason));
            compare(contenders.all());
            if (contenders.all().get(Contenders.VECTOR) instanceof GeneratedContender vector) {
                print("target", Contenders.VECTOR, vector.warmUp());
            }
            Rounds rounds = new Rounds(contenders.all());
            rounds.warm(nanoseconds(arguments[3]));
            report(rounds.measure(nanoseconds(arguments[4])), Contenders.units(prepared, batch));
            compare(contenders.all());
        }
    }

    private static long nanoseconds(String seconds) {
        return (long) (1e9 * Double.parseDouble(seconds));
    }

    private static void compare(Map<String, Contender> contenders) throws Exception {
        float[] expected = new float[0];
        for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
            entry.getValue().run();
            float[] results = entry.getValue().results();
            if (entry.getKey().equals(Contenders.PLAIN)) {
                expected = results;
            }
            Agreement.check(entry.getKey() + " and " + Contenders.PLAIN, results, expected);
        }
    }

    private static void report(Map<String, List<Double>> times, int units) {
        List<Double> rival = times.get(Contenders.ONNX_RUNTIME);
        times.forEach((name, own) -> {
            print("time", name, Double.toString(Quartiles.of(own).median() / units));
            if (rival != null) {
                List<Double> ratios = new ArrayList<>();
                for (int i = 0; i < own.size(); i++) {
                    ratios.add(rival.get(i) / own.get(i));
                }
                print("ratio", name, Double.toString(Quartiles.of(ratios).median()));
            }
        });
    }

    private static void print(String kind, String name, String value) {
        System.out.println(kind + "\t" + name + "\t" + value);
    }
}
