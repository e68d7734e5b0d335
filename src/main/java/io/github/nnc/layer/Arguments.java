package io.github.nnc.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The bound arguments of one layer, defaults included; every value has the kind its parameter declares. */
public record Arguments(Map<String, ArgumentValue> values) {

    public Arguments {
        values = Map.copyOf(values);
    }

    public long whole(String name) {
        return ((ArgumentValue.Whole) values.get(name)).value();
    }

    public OptionalLong optionalWhole(String name) {
        return values.containsKey(name) ? OptionalLong.of(whole(name)) : OptionalLong.empty();
    }

    /** The whole numbers of a list; none where it is left out. */
    public List<Long> wholes(String name) {
        return values.containsKey(name) ? ((ArgumentValue.Wholes) values.get(name)).values() : List.of();
    }

    public double real(String name) {
        return ((ArgumentValue.Real) values.get(name)).value();
    }

    public OptionalDouble optionalReal(String name) {
        return values.containsKey(name) ? OptionalDouble.of(real(name)) : OptionalDouble.empty();
    }

    /** The numbers of a list; none where it is left out. */
    public List<Double> numbers(String name) {
        return values.containsKey(name) ? ((ArgumentValue.Numbers) values.get(name)).values() : List.of();
    }

    /** Which input of the layer a labelled value is; the arriving value is input 0. */
    public OptionalInt input(String name) {
        return values.containsKey(name)
                ? OptionalInt.of(((ArgumentValue.Input) values.get(name)).index())
                : OptionalInt.empty();
    }

    public boolean flag(String name) {
        return ((ArgumentValue.Flag) values.get(name)).value();
    }

    public String word(String name) {
        return ((ArgumentValue.Word) values.get(name)).value();
    }

    public List<Long> sizes(String name) {
        return ((ArgumentValue.Sizes) values.get(name)).values();
    }

    public Optional<List<Long>> optionalSizes(String name) {
        return values.containsKey(name) ? Optional.of(sizes(name)) : Optional.empty();
    }

    /** Amounts, which are {@link ArgumentValue.Sizes}, or a {@link ArgumentValue.Word} that decides them. */
    public ArgumentValue padding(String name) {
        return values.get(name);
    }

    public ArgumentValue.Dimensions dimensions(String name) {
        return (ArgumentValue.Dimensions) values.get(name);
    }
}
