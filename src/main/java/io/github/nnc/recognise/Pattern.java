package io.github.nnc.recognise;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;

/** What a value must be made of. A name that stands at several places means the same thing at each. */
sealed interface Pattern {

    /** Constants of graphs are rounded to floats, sometimes after arithmetic on floats. */
    double TOLERANCE = 1e-6;

    Set<String> COMMUTATIVE = Set.of("add", "mul", "maximum", "minimum");

    /** Any value. */
    record Any(String name) implements Pattern {}

    /** A learned tensor. */
    record Stored(String name) implements Pattern {}

    /** A number, written or learned. */
    record Number(String name, DoublePredicate fits) implements Pattern {}

    /** What a layer makes; its name is empty where nobody asks for it. */
    record Made(String name, String layer, List<Pattern> operands) implements Pattern {}

    /** One of several. */
    record OneOf(List<Pattern> alternatives) implements Pattern {}

    static Pattern any(String name) {
        return new Any(name);
    }

    static Pattern stored(String name) {
        return new Stored(name);
    }

    static Pattern number(String name) {
        return new Number(name, number -> true);
    }

    /** A number up to the rounding of floats. */
    static Pattern near(double value) {
        return new Number("", number -> Math.abs(number - value) <= TOLERANCE * Math.abs(value));
    }

    static Pattern made(String layer, Pattern... operands) {
        return new Made("", layer, List.of(operands));
    }

    static Pattern named(String name, String layer, Pattern... operands) {
        return new Made(name, layer, List.of(operands));
    }

    static Pattern oneOf(Pattern... alternatives) {
        return new OneOf(List.of(alternatives));
    }

    /** All ways in which a layer fits. */
    default Stream<Match> at(LayerCall call, Links links) {
        if (this instanceof OneOf choice) {
            return choice.alternatives().stream().flatMap(pattern -> pattern.at(call, links));
        }
        return this instanceof Made made ? made(made, call, Match.EMPTY, links) : Stream.empty();
    }

    private Stream<Match> in(Term term, Match match, Links links) {
        if (this instanceof OneOf choice) {
            return choice.alternatives().stream().flatMap(pattern -> pattern.in(term, match, links));
        }
        if (this instanceof Number wanted) {
            OptionalDouble number = number(term, links);
            return number.isPresent() && wanted.fits().test(number.getAsDouble())
                    ? wanted.name().isEmpty()
                            ? Stream.of(match)
                            : match.with(wanted.name(), number.getAsDouble()).stream()
                    : Stream.empty();
        }
        return term instanceof Term.Flow flow ? in(flow.value(), match, links) : Stream.empty();
    }

    private Stream<Match> in(Value value, Match match, Links links) {
        if (this instanceof Any any) {
            return match.with(any.name(), value).stream();
        }
        if (this instanceof Stored stored) {
            return links.stored(value).flatMap(tensor -> match.with(stored.name(), tensor)).stream();
        }
        Made made = (Made) this;
        Optional<LayerCall> maker =
                links.maker(value).filter(call -> call.output().equals(value));
        return maker.stream().flatMap(call -> made(made, call, match, links));
    }

    private static Stream<Match> made(Made made, LayerCall call, Match match, Links links) {
        List<Term> terms = Links.terms(call);
        if (!call.is(made.layer()) || terms.size() != made.operands().size()) {
            return Stream.empty();
        }
        Match covering = match.covering(call);
        Optional<Match> started = made.name().isEmpty() ? Optional.of(covering) : covering.with(made.name(), call);
        List<List<Term>> orders = new ArrayList<>(List.of(terms));
        if (COMMUTATIVE.contains(call.type().name()) && terms.size() == 2) {
            orders.add(List.of(terms.get(1), terms.get(0)));
        }
        return started.stream()
                .flatMap(begun -> orders.stream().flatMap(order -> operands(made.operands(), order, begun, links)));
    }

    private static Stream<Match> operands(List<Pattern> patterns, List<Term> terms, Match match, Links links) {
        Stream<Match> matches = Stream.of(match);
        for (int i = 0; i < patterns.size(); i++) {
            Pattern pattern = patterns.get(i);
            Term term = terms.get(i);
            matches = matches.flatMap(found -> pattern.in(term, found, links));
        }
        return matches;
    }

    private static OptionalDouble number(Term term, Links links) {
        return term instanceof Term.Number number
                ? OptionalDouble.of(number.value())
                : links.number(((Term.Flow) term).value());
    }
}
