"""Draws panels of wall time by number, both axes logarithmic, as SVG; no library is needed."""

import math

WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 220, 64, 74, 84
COLOURS = ["#0072b2", "#000000", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]


def decades(low, high):
    return range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)


def number(power):
    return f"{10 ** power:,}"


def seconds(power):
    return f"{10 ** power:g} s" if power >= 0 else f"{10 ** (power + 3):g} ms"


def panel(title, lines, place, colour_of):
    x0, y0 = place
    points = [p for line in lines.values() for p in line]
    out = [f'<text x="{x0}" y="{y0 - 10}" class="title">{title}</text>']
    if not points:
        return out + [f'<text x="{x0 + 10}" y="{y0 + 20}">not measured</text>']
    xs, ys = decades(*span(points, 0)), decades(*span(points, 1))
    x = lambda v: x0 + WIDTH * (math.log10(v) - xs[0]) / max(1, xs[-1] - xs[0])
    y = lambda v: y0 + HEIGHT * (1 - (math.log10(v) - ys[0]) / max(1, ys[-1] - ys[0]))
    for power in xs:
        at = x(10.0**power)
        out.append(f'<path class="grid" d="M{at:.1f} {y0}v{HEIGHT}"/>')
        out.append(f'<text x="{at:.1f}" y="{y0 + HEIGHT + 16}" text-anchor="middle">{number(power)}</text>')
    for power in ys:
        at = y(10.0**power)
        out.append(f'<path class="grid" d="M{x0} {at:.1f}h{WIDTH}"/>')
        out.append(f'<text x="{x0 - 6}" y="{at + 4:.1f}" text-anchor="end">{seconds(power)}</text>')
    for name, line in lines.items():
        out += drawn(name, [(x(a), y(b)) for a, b in line], colour_of[name])
    return out


def drawn(name, points, colour):
    if not points:
        return []
    wide = 3 if name == "netalias" else 1.5
    dash = ' stroke-dasharray="5 3"' if name == "C limit" else ""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    out = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{wide}"{dash}/>']
    return out + [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]


def span(points, axis):
    values = [p[axis] for p in points]
    return min(values), max(values)


def svg(panels):
    names = list(dict.fromkeys(name for _, lines in panels for name in lines))
    colour_of = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(names)}
    columns = 3
    rows = math.ceil(len(panels) / columns)
    wide, high = LEFT + columns * (WIDTH + GAP), TOP + rows * (HEIGHT + GAP)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        'font-family="sans-serif" font-size="12">',
        "<style>.grid{stroke:#ddd}.title{font-size:15px;font-weight:bold}</style>",
        f'<rect width="{wide}" height="{high}" fill="white"/>',
    ]
    at = LEFT
    for name in names:
        out += drawn(name, [(at, 20), (at + 26, 20)], colour_of[name])
        out.append(f'<text x="{at + 34}" y="24">{name}</text>')
        at += 60 + 7 * len(name)
    for i, (title, lines) in enumerate(panels):
        place = LEFT + (i % columns) * (WIDTH + GAP), TOP + (i // columns) * (HEIGHT + GAP)
        out += panel(title, lines, place, colour_of)
    return "\n".join(out) + "\n</svg>\n"
