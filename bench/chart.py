"""Curves as a drawing, both axes by powers of ten; it follows the reader's light or dark scheme."""

from __future__ import annotations

from math import log10

from bench.curves import Curve

WIDTH, HEIGHT, LEFT, TOP = 420, 260, 60, 40

HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}" font-family="system-ui, sans-serif" font-size="12">
<style>
  svg {{ --ink: #26221d; --line: #d8d0c2; --ours: #28564a; --theirs: #a5552f; background: #fffdf9 }}
  @media (prefers-color-scheme: dark) {{ svg {{ --ink: #e9e3d9; --line: #45403a; --ours: #97cab5; --theirs: #e8ab8f; background: #191816 }} }}
  text {{ fill: var(--ink) }} .grid {{ stroke: var(--line) }} path {{ fill: none; stroke-width: 2.5 }}
  .ours {{ stroke: var(--ours) }} .theirs {{ stroke: var(--theirs); stroke-dasharray: 6 4 }}
  circle.ours {{ fill: var(--ours) }} circle.theirs {{ fill: var(--theirs) }}
</style>
"""  # noqa: E501 - what an SVG's head is


class Panel:
    """One pair of axes: what is counted to the right, what it costs upwards."""

    def __init__(self, title: str, along: str, curves: dict[str, Curve]) -> None:
        self.title, self.along = title, along
        self.curves = {name: [(x, max(y, 0.01)) for x, y in curve] for name, curve in curves.items() if curve}
        points = [point for curve in self.curves.values() for point in curve]
        self.xs = int(log10(min(x for x, _ in points))), int(log10(max(x for x, _ in points)))
        lows, highs = log10(min(y for _, y in points)), log10(max(y for _, y in points))
        self.ys = int(lows // 1), int(-(-highs // 1))

    def drawn(self, number: int) -> str:
        """The panel at its place beside the others."""
        parts = [
            f'<g transform="translate({LEFT + number * (WIDTH + LEFT)} {TOP})">',
            f'<text y="-16" font-weight="600">{self.title}</text>',
        ]
        parts += [self._line(x, upright=True) for x in range(self.xs[0], self.xs[1] + 1)]
        parts += [self._line(y, upright=False) for y in range(self.ys[0], self.ys[1] + 1)]
        parts.append(f'<text x="{WIDTH}" y="{HEIGHT + 34}" text-anchor="end">{self.along}</text>')
        for place, (name, curve) in enumerate(self.curves.items()):
            parts += self._curve(name, curve, "ours" if place == 0 else "theirs")
        return "\n".join([*parts, "</g>"])

    def _curve(self, name: str, curve: Curve, kind: str) -> list[str]:
        at = [(self._x(log10(x)), self._y(log10(y))) for x, y in curve]
        path = " L".join(f"{x:.0f} {y:.0f}" for x, y in at)
        dots = [f'<circle class="{kind}" cx="{x:.0f}" cy="{y:.0f}" r="4"/>' for x, y in at]
        return [
            f'<path class="{kind}" d="M{path}"/>',
            *dots,
            f'<text x="{at[-1][0] - 6:.0f}" y="{at[-1][1] - 10:.0f}" text-anchor="end">{name}</text>',
        ]

    def _line(self, power: int, *, upright: bool) -> str:
        label = f"{10.0**power:,g}" if power < 0 else f"{10**power:,}"
        if upright:
            x = self._x(power)
            name = f'<text x="{x:.0f}" y="{HEIGHT + 16}" text-anchor="middle">{label}</text>'
            return f'<path class="grid" d="M{x:.0f} 0V{HEIGHT}"/>{name}'
        y = self._y(power)
        return f'<path class="grid" d="M0 {y:.0f}H{WIDTH}"/><text x="-8" y="{y + 4:.0f}" text-anchor="end">{label}</text>'

    def _x(self, power: float) -> float:
        return WIDTH * (power - self.xs[0]) / max(1, self.xs[1] - self.xs[0])

    def _y(self, power: float) -> float:
        return HEIGHT - HEIGHT * (power - self.ys[0]) / max(1, self.ys[1] - self.ys[0])


def drawing(panels: list[Panel], label: str) -> str:
    """The whole drawing."""
    width, height = len(panels) * (WIDTH + LEFT) + LEFT, HEIGHT + TOP + 50
    return (
        HEAD.format(width=width, height=height, label=label)
        + "\n".join(one.drawn(at) for at, one in enumerate(panels))
        + "\n</svg>\n"
    )
