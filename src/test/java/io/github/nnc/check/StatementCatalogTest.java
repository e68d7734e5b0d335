package io.github.nnc.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reference says of statements holds. */
class StatementCatalogTest {

    static List<StatementType> statements() {
        return StatementCatalog.ALL;
    }

    @ParameterizedTest
    @MethodSource("statements")
    void hasExamplesThatCompileAsTheyStand(StatementType statement) {
        assertThat(statement.forms()).isNotEmpty();
        assertThat(Checked.lines("model m < " + statement.example() + " >")).isEmpty();
    }

    @Test
    void keepsNamesApart() {
        List<String> names = Stream.concat(
                        statements().stream().map(StatementType::name),
                        LayerCatalog.ALL.stream().map(LayerType::name))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(LayerCatalog.ALL)
                .allSatisfy(layer -> assertThat(Known.optionWords(layer)).doesNotContainAnyElementsOf(names));
    }
}
