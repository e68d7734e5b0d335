package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Item;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code repeat}: a body several times in a row, each time with weights of its own. */
final class RepeatStatement extends StatementType {

    RepeatStatement() {
        super(
                "repeat",
                "Writes its body out several times, one behind the other; each has weights of its own.",
                "input 3; repeat c=8,4 < dense c relu >",
                new Form("repeat 4 < … >", "four times"),
                new Form("repeat k=1..9 < … >", "nine times, where `k` is 1, 2 and so on up to 9"),
                new Form("repeat c=64,128 < … >", "twice, where `c` is 64 and then 128"));
    }

    @Override
    boolean takesWord(int position) {
        return false;
    }

    @Override
    boolean takesBody() {
        return true;
    }

    @Override
    Result apply(Step step) {
        Module module = step.call().label().isPresent()
                ? Names.of(
                        step.report(),
                        step.frame(),
                        step.call().label(),
                        name(),
                        step.call().span())
                : Module.ROOT;
        if (step.call().body().isEmpty()) {
            step.reject(
                    Code.BODY_REQUIRED,
                    step.nameSpan(),
                    "`repeat` needs what it repeats, as in `repeat 4 < dense 8 >`");
        }
        Optional<Times> times = times(step);
        if (step.call().body().isEmpty()) {
            return Result.UNKNOWN;
        }
        if (times.isEmpty()) {
            once(step);
            return Result.UNKNOWN;
        }
        int count = times.get().values().size();
        if (!step.builder().step(count, step.nameSpan())) {
            return Result.UNKNOWN;
        }
        if (step.call().label().isEmpty()) {
            return unlabelled(step, times.get());
        }
        Result.Again[] again = new Result.Again[1];
        again[0] = (as, value, calls) ->
                labelled(step, times.get(), as, value, calls).withReuse(as, again[0]);
        return again[0].apply(module, step.arriving(), step.frame().caller());
    }

    /** Checks a body though it is not known how often it is repeated. */
    private static void once(Step step) {
        Body body = step.call().body().orElseThrow();
        Optional<String> counter = step.call().arguments().stream()
                .flatMap(a -> a.key().stream())
                .map(Identifier::text)
                .findFirst();
        Frame frame = step.frame().counting(counter, Datum.Unknown.UNKNOWN);
        LabelScope inside = step.frame().labels().inner(body);
        step.elaborator().body(body, frame.scope(inside, Module.ROOT), Flow.Absent.UNKNOWN);
    }

    /** The values of the counter, one for each time. */
    private record Times(Optional<String> counter, List<Datum> values) {}

    private static Result unlabelled(Step step, Times times) {
        Body body = step.call().body().orElseThrow();
        Flow flow = step.arriving();
        for (Datum value : times.values()) {
            Frame frame = step.frame().counting(times.counter(), value).repeated();
            flow = step.elaborator().body(body, frame, flow, false);
        }
        step.frame().labels().close(step.frame().repetition() + 1);
        return Result.of(flow);
    }

    private static Result labelled(Step step, Times times, Module module, Flow arriving, Optional<Frame.Caller> calls) {
        Body body = step.call().body().orElseThrow();
        Flow flow = arriving;
        List<Result> repetitions = new ArrayList<>();
        for (Datum value : times.values()) {
            Module own = module.child(Integer.toString(repetitions.size()));
            Result.Again[] again = new Result.Again[1];
            again[0] = (as, in, from) -> {
                LabelScope inside = step.frame().labels().inner(body);
                Frame frame = step.frame()
                        .calledBy(from)
                        .counting(times.counter(), value)
                        .scope(inside, as);
                return Result.of(step.elaborator().body(body, frame, in))
                        .withMembers(inside)
                        .withReuse(as, again[0]);
            };
            Result result = again[0].apply(own, flow, calls);
            repetitions.add(result);
            flow = result.flow().orElse(Flow.Absent.UNKNOWN);
        }
        return Result.of(flow).withRepetitions(repetitions);
    }

    private static Optional<Times> times(Step step) {
        List<Argument> arguments = step.call().arguments();
        if (arguments.isEmpty()) {
            ModelStatements.missing(step, "how often, as in `repeat 4` or `repeat k=1..9`");
            return Optional.empty();
        }
        Argument first = arguments.get(0);
        if (arguments.size() > 1) {
            step.reject(
                    Code.TOO_MANY_ARGUMENTS,
                    arguments.get(1).span(),
                    "`repeat` takes one argument, but here is `"
                            + arguments.get(1).span().quoted() + "`");
            return Optional.empty();
        }
        Datum datum = step.evaluator().value(first.value());
        if (datum == Datum.Unknown.UNKNOWN) {
            return Optional.empty();
        }
        return first.key().isEmpty()
                ? plain(step, first, datum)
                : counted(step, first, first.key().get(), datum);
    }

    private static Optional<Times> plain(Step step, Argument argument, Datum datum) {
        if (datum instanceof Datum.Whole whole) {
            if (whole.value() < 0) {
                step.reject(Code.OUT_OF_RANGE, argument.span(), "`repeat` cannot repeat " + whole.value() + " times");
                return Optional.empty();
            }
            return fits(step, whole.value()) ? range(Optional.empty(), 1, whole.value()) : Optional.empty();
        }
        Diagnostic wrong = Diagnostic.of(
                Code.WRONG_KIND, argument.span(), "`repeat` takes how often, a whole number, but this is " + datum);
        boolean several = datum instanceof Datum.Range || datum instanceof Datum.Many;
        step.reject(
                several
                        ? wrong.withHelp(
                                "give the counter a name, `repeat k="
                                        + argument.span().quoted() + "`",
                                new Edit(argument.span().before(), "k="))
                        : wrong);
        return Optional.empty();
    }

    private static Optional<Times> counted(Step step, Argument argument, Identifier counter, Datum datum) {
        Optional<String> name = Optional.of(counter.text());
        if (datum instanceof Datum.Range range) {
            return fits(step, range.to() - range.from() + 1) ? range(name, range.from(), range.to()) : Optional.empty();
        }
        if (datum instanceof Datum.Many many) {
            return Optional.of(new Times(name, many.items()));
        }
        Item item = argument.value().items().get(0);
        if (item instanceof Item.Number && datum instanceof Datum.Whole whole) {
            String written = counter.text() + "=1.." + whole.value();
            step.reject(Diagnostic.of(
                            Code.WRONG_KIND,
                            argument.span(),
                            "`" + counter.text() + "` takes a range or a list, but this is " + datum)
                    .withHelp("write `repeat " + written + "`", new Edit(argument.span(), written)));
            return Optional.empty();
        }
        return Optional.of(new Times(name, List.of(datum)));
    }

    private static boolean fits(Step step, long count) {
        return step.builder().allows(count, step.nameSpan());
    }

    private static Optional<Times> range(Optional<String> counter, long from, long to) {
        return Optional.of(new Times(counter, new AbstractList<>() {
            @Override
            public Datum get(int index) {
                return new Datum.Whole(from + index);
            }

            @Override
            public int size() {
                return (int) (to - from + 1);
            }
        }));
    }
}
