"""Draws the demo's pictures: plain geometric landscapes, as indexed PNG files. Standard library only; the same each time.

    python3 draw.py            writes pictures/*.png
"""

import math
import pathlib
import random
import struct
import zlib

WIDTH, HEIGHT = 960, 540


class Picture:
    """A canvas of palette numbers; a colour is given its number when first used."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.palette = []
        self.rows = [bytearray(WIDTH) for _ in range(HEIGHT)]

    def colour(self, rgb):
        if rgb not in self.palette:
            self.palette.append(rgb)
        return self.palette.index(rgb)

    def box(self, left, top, right, bottom, rgb):
        left, right = max(0, int(left)), min(WIDTH, int(right))
        if right > left:
            for y in range(max(0, int(top)), min(HEIGHT, int(bottom))):
                self.rows[y][left:right] = bytes([self.colour(rgb)]) * (right - left)

    def bands(self, top, bottom, first, last, count):
        for n in range(count):
            share = n / max(1, count - 1)
            rgb = tuple(round(a + (b - a) * share) for a, b in zip(first, last))
            self.box(0, top + (bottom - top) * n / count, WIDTH, top + (bottom - top) * (n + 1) / count, rgb)

    def polygon(self, points, rgb):
        for y in range(max(0, int(min(p[1] for p in points))), min(HEIGHT, int(max(p[1] for p in points)) + 1)):
            cuts = []
            for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
                if (y0 <= y) != (y1 <= y):
                    cuts.append(x0 + (y - y0) * (x1 - x0) / (y1 - y0))
            cuts.sort()
            for left, right in zip(cuts[::2], cuts[1::2]):
                self.box(left, y, right, y + 1, rgb)

    def disc(self, x, y, radius, rgb):
        for row in range(int(y - radius), int(y + radius) + 1):
            half = math.sqrt(max(0, radius * radius - (row - y) ** 2))
            self.box(x - half, row, x + half, row + 1, rgb)

    def ridge(self, base, height, step, rgb):
        points = [(-10, HEIGHT)]
        x = -10
        while x < WIDTH + step:
            points.append((x, base - self.random.uniform(0, height)))
            x += self.random.uniform(step * 0.5, step)
        self.polygon(points + [(WIDTH + step, HEIGHT)], rgb)

    def waves(self, top, rgb, count):
        for _ in range(count):
            y = self.random.uniform(top, HEIGHT - 4)
            x = self.random.uniform(-60, WIDTH)
            length = self.random.uniform(20, 120) * (0.4 + (y - top) / (HEIGHT - top))
            self.box(x, y, x + length, y + 2, rgb)

    def houses(self, base, count, colours, low, high):
        x = -10
        while x < WIDTH:
            width = self.random.uniform(WIDTH / count * 0.6, WIDTH / count * 1.3)
            top = base - self.random.uniform(low, high)
            self.box(x, top, x + width, base, self.random.choice(colours))
            for wx in range(int(x) + 8, int(x + width) - 10, 18):
                for wy in range(int(top) + 10, int(base) - 12, 22):
                    if self.random.random() < 0.45:
                        self.box(wx, wy, wx + 7, wy + 10, (244, 214, 140))
            x += width

    def save(self, path):
        def chunk(kind, body):
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

        palette = b"".join(bytes(rgb) for rgb in self.palette)
        pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in self.rows), 9)
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
        data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"PLTE", palette) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
        path.write_bytes(data)


def coast(p):
    p.bands(0, 300, (196, 214, 222), (240, 226, 206), 12)
    p.disc(700, 210, 46, (248, 240, 220))
    p.ridge(300, 90, 160, (120, 140, 146))
    p.bands(300, 540, (92, 132, 148), (44, 84, 104), 10)
    p.waves(310, (150, 182, 192), 70)
    p.polygon([(0, 540), (0, 330), (180, 360), (260, 430), (360, 470), (420, 540)], (84, 100, 72))
    p.box(96, 240, 124, 345, (238, 234, 226))
    p.box(90, 228, 130, 242, (168, 60, 48))


def cracks(p):
    p.bands(0, 260, (214, 206, 196), (236, 222, 200), 8)
    p.houses(270, 12, [(178, 156, 138), (198, 176, 150), (158, 136, 124)], 60, 150)
    p.bands(260, 540, (134, 128, 122), (96, 92, 90), 8)
    x, y = 420.0, 262.0
    while y < 540:
        nx, ny = x + p.random.uniform(-46, 40), y + p.random.uniform(18, 40)
        p.polygon([(x - y / 60, y), (x + y / 60, y), (nx + ny / 50, ny), (nx - ny / 50, ny)], (40, 36, 36))
        x, y = nx, ny
    p.waves(280, (150, 144, 138), 30)


def mountains(p):
    p.bands(0, 400, (232, 190, 150), (250, 230, 200), 14)
    p.disc(260, 190, 60, (252, 242, 216))
    for base, height, rgb in [(330, 190, (170, 138, 138)), (390, 150, (130, 104, 112)), (450, 110, (92, 76, 88)), (520, 80, (56, 50, 62))]:
        p.ridge(base, height, 150, rgb)


def ferry(p):
    p.bands(0, 320, (172, 188, 200), (214, 222, 224), 10)
    p.ridge(320, 50, 220, (130, 148, 156))
    p.bands(320, 540, (76, 110, 128), (36, 66, 86), 10)
    p.polygon([(250, 340), (730, 340), (690, 410), (300, 410)], (32, 44, 64))
    p.box(300, 286, 660, 340, (240, 238, 232))
    p.box(360, 246, 560, 286, (226, 224, 218))
    p.box(590, 226, 630, 290, (176, 62, 48))
    for x in range(320, 640, 26):
        p.box(x, 304, x + 12, 318, (70, 90, 110))
    p.waves(412, (140, 170, 184), 60)


def harbour(p):
    p.bands(0, 330, (242, 200, 160), (250, 228, 196), 12)
    p.disc(480, 300, 70, (252, 240, 214))
    p.bands(330, 540, (110, 116, 134), (54, 62, 84), 9)
    for x in (120, 330, 620, 800):
        p.box(x, 120, x + 12, 340, (64, 60, 70))
        p.polygon([(x - 70, 130), (x + 130, 118), (x + 130, 126), (x - 70, 140)], (64, 60, 70))
        p.box(x + 96, 124, x + 99, 250, (64, 60, 70))
    for n in range(24):
        rgb = p.random.choice([(160, 74, 58), (74, 104, 120), (196, 150, 84), (104, 116, 92)])
        left, level = 30 + (n % 12) * 76, n // 12
        p.box(left, 310 - level * 26, left + 70, 334 - level * 26, rgb)
    p.waves(345, (150, 150, 164), 50)


def court(p):
    p.bands(0, 420, (206, 214, 220), (236, 232, 222), 10)
    p.box(0, 420, WIDTH, HEIGHT, (170, 164, 154))
    p.polygon([(200, 190), (480, 90), (760, 190)], (218, 208, 188))
    p.box(210, 190, 750, 212, (200, 188, 166))
    for x in range(253, 720, 84):
        p.box(x, 212, x + 34, 400, (226, 218, 200))
        p.box(x + 26, 212, x + 34, 400, (198, 188, 168))
    for n in range(4):
        p.box(200 - n * 16, 400 + n * 14, 760 + n * 16, 414 + n * 14, (210 - n * 10, 200 - n * 10, 182 - n * 10))


def bridge(p):
    p.bands(0, 340, (190, 206, 214), (232, 230, 220), 12)
    p.ridge(340, 70, 190, (126, 142, 126))
    p.bands(340, 540, (110, 140, 148), (62, 92, 104), 9)
    p.box(0, 286, WIDTH, 304, (90, 84, 84))
    for x in (250, 690):
        p.box(x, 110, x + 22, 400, (104, 96, 94))
        for n in range(1, 9):
            for side in (-1, 1):
                far = x + 11 + side * n * 26
                p.polygon([(x + 10, 120), (x + 12, 120), (far + 2, 288), (far, 288)], (120, 112, 108))
    p.waves(350, (160, 182, 186), 60)


def river(p):
    p.bands(0, 250, (160, 170, 178), (206, 208, 204), 10)
    p.ridge(260, 40, 180, (108, 122, 104))
    p.bands(260, 540, (140, 128, 104), (100, 90, 74), 10)
    for x in (120, 300, 520, 760):
        p.box(x, 250, x + 110, 340, (214, 200, 180))
        p.polygon([(x - 14, 252), (x + 55, 196), (x + 124, 252)], (144, 74, 58))
        p.box(x + 20, 282, x + 42, 310, (80, 84, 92))
        p.box(x + 66, 282, x + 88, 310, (80, 84, 92))
    p.box(0, 330, WIDTH, 345, (156, 142, 116))
    p.waves(340, (176, 164, 140), 80)


def wind(p):
    p.bands(0, 360, (150, 186, 208), (226, 232, 226), 14)
    p.ridge(390, 50, 260, (132, 156, 108))
    p.ridge(460, 50, 300, (98, 128, 84))
    p.ridge(530, 40, 240, (70, 100, 66))
    for x, y, size in [(180, 200, 1.0), (430, 160, 1.3), (660, 210, 0.9), (850, 180, 1.1)]:
        p.polygon([(x - 4, y), (x + 4, y), (x + 7, y + 230 * size), (x - 7, y + 230 * size)], (244, 244, 240))
        for turn in range(3):
            angle = turn * 2.094 + x
            dx, dy = math.cos(angle), math.sin(angle)
            p.polygon([(x - dy * 6, y + dx * 6), (x + dy * 6, y - dx * 6), (x + dx * 105 * size, y + dy * 105 * size)], (250, 250, 246))


def chart(p):
    p.box(0, 0, WIDTH, HEIGHT, (248, 244, 234))
    for y in range(90, 470, 76):
        p.box(80, y, 900, y + 1, (206, 198, 182))
    values = [110, 128, 122, 160, 190, 182, 226, 268, 300, 286, 322, 340]
    for n, value in enumerate(values):
        rgb = (168, 60, 48) if n >= 9 else (92, 112, 126)
        p.box(100 + n * 66, 470 - value, 142 + n * 66, 470, rgb)
    p.box(80, 470, 900, 473, (60, 56, 52))


def forest(p):
    p.bands(0, 300, (212, 150, 110), (240, 206, 160), 12)
    for base, size, rgb in [(330, 50, (150, 104, 88)), (400, 80, (92, 74, 68)), (490, 120, (48, 46, 46))]:
        for x in range(-20, WIDTH + 20, size // 2):
            top = base - size - p.random.uniform(0, size)
            p.polygon([(x - size / 3, base + 10), (x, top), (x + size / 3, base + 10)], rgb)
        p.box(0, base, WIDTH, base + 90, rgb)


def city(p):
    p.bands(0, 540, (40, 52, 84), (216, 150, 128), 18)
    p.houses(460, 16, [(70, 70, 100), (84, 80, 108)], 120, 260)
    p.houses(540, 12, [(36, 38, 58), (46, 46, 66), (28, 30, 48)], 60, 190)


def snow(p):
    p.bands(0, 380, (120, 144, 172), (222, 228, 234), 14)
    p.ridge(330, 210, 170, (160, 176, 194))
    p.ridge(430, 130, 190, (206, 216, 226))
    p.ridge(520, 60, 240, (240, 244, 248))
    for _ in range(160):
        x, y = p.random.uniform(0, WIDTH), p.random.uniform(0, HEIGHT)
        p.disc(x, y, p.random.uniform(1, 3), (250, 252, 254))


def stage(p):
    p.box(0, 0, WIDTH, HEIGHT, (30, 24, 34))
    for x, rgb in [(240, (92, 56, 70)), (480, (120, 84, 60)), (720, (62, 66, 98))]:
        p.polygon([(x - 12, 0), (x + 12, 0), (x + 150, 420), (x - 150, 420)], rgb)
    p.box(0, 420, WIDTH, 450, (126, 92, 64))
    p.box(0, 450, WIDTH, HEIGHT, (18, 14, 20))
    for x in range(10, WIDTH, 46):
        y = p.random.uniform(470, 500)
        p.disc(x, y, 17, (48, 40, 48))
        p.box(x - 22, y + 14, x + 22, HEIGHT, (48, 40, 48))


def space(p):
    p.bands(0, 540, (14, 16, 34), (38, 44, 78), 14)
    for _ in range(140):
        x, y = p.random.uniform(0, WIDTH), p.random.uniform(0, 420)
        p.disc(x, y, p.random.uniform(0.6, 2), (226, 226, 214))
    p.disc(480, 1120, 700, (92, 138, 164))
    p.disc(480, 1136, 700, (58, 104, 134))
    p.box(440, 190, 520, 270, (206, 200, 186))
    p.box(300, 214, 432, 246, (70, 96, 150))
    p.box(528, 214, 660, 246, (70, 96, 150))
    for x in range(316, 660, 22):
        if not 426 < x < 528:
            p.box(x, 214, x + 2, 246, (120, 144, 190))
    p.polygon([(456, 270), (504, 270), (524, 304), (436, 304)], (232, 226, 210))


def tram(p):
    p.bands(0, 400, (198, 206, 208), (230, 224, 212), 10)
    p.houses(400, 10, [(170, 140, 120), (188, 160, 132), (146, 126, 118)], 140, 280)
    p.box(0, 400, WIDTH, HEIGHT, (116, 110, 106))
    p.box(0, 470, WIDTH, 474, (70, 66, 64))
    p.box(0, 500, WIDTH, 504, (70, 66, 64))
    p.box(0, 176, WIDTH, 178, (60, 56, 56))
    p.box(200, 270, 700, 470, (176, 52, 44))
    p.box(200, 340, 700, 352, (240, 226, 196))
    for x in range(216, 690, 60):
        p.box(x, 288, x + 46, 334, (58, 74, 88))
    for x in (280, 340, 560, 620):
        p.disc(x, 470, 20, (44, 42, 44))
    p.polygon([(440, 270), (446, 270), (506, 178), (500, 178)], (60, 56, 56))


def stadium(p):
    p.bands(0, 260, (24, 32, 60), (70, 84, 120), 10)
    p.box(0, 180, WIDTH, 300, (52, 50, 66))
    for y in range(190, 296, 12):
        for x in range(p.random.randint(0, 8), WIDTH, 12):
            p.box(x, y, x + 6, y + 7, p.random.choice([(160, 70, 60), (206, 196, 180), (90, 100, 130), (60, 58, 76)]))
    for n in range(8):
        p.box(0, 300 + n * 30, WIDTH, 330 + n * 30, (62, 128, 76) if n % 2 else (72, 142, 84))
    for x in (90, 850):
        p.box(x, 40, x + 10, 200, (96, 98, 110))
        p.box(x - 40, 20, x + 50, 60, (250, 246, 224))
    p.box(300, 210, 306, 340, (246, 246, 242))
    p.box(654, 210, 660, 340, (246, 246, 242))
    p.box(300, 206, 660, 212, (246, 246, 242))
    p.disc(520, 430, 16, (248, 248, 246))


def books(p):
    p.box(0, 0, WIDTH, HEIGHT, (224, 210, 186))
    for shelf in (190, 370, 540):
        x = 20
        while x < 930:
            width, height = p.random.randint(18, 44), p.random.randint(100, 150)
            rgb = p.random.choice([(120, 52, 48), (60, 84, 96), (150, 118, 66), (78, 94, 70), (54, 50, 62), (196, 178, 148)])
            if p.random.random() < 0.92:
                p.box(x, shelf - 16 - height, x + width, shelf - 16, rgb)
                p.box(x + 4, shelf - 16 - height + 18, x + width - 4, shelf - 16 - height + 22, (232, 214, 170))
            x += width + 2
        p.box(0, shelf - 16, WIDTH, shelf, (104, 74, 52))


def trawler(p):
    p.bands(0, 300, (232, 190, 160), (246, 222, 190), 12)
    p.disc(760, 250, 44, (252, 236, 206))
    p.bands(300, 540, (90, 122, 130), (40, 72, 88), 9)
    p.polygon([(300, 330), (660, 350), (700, 310), (650, 420), (340, 420)], (46, 88, 84))
    p.box(380, 250, 470, 340, (240, 236, 224))
    p.box(392, 266, 458, 292, (60, 78, 92))
    p.box(540, 150, 548, 346, (80, 66, 58))
    p.polygon([(544, 156), (548, 156), (690, 316), (684, 318)], (80, 66, 58))
    p.polygon([(544, 160), (544, 164), (470, 250), (466, 248)], (80, 66, 58))
    p.waves(424, (146, 172, 176), 60)


def townhall(p):
    p.bands(0, 440, (176, 198, 214), (232, 228, 214), 14)
    p.box(0, 440, WIDTH, HEIGHT, (172, 164, 150))
    for n in range(9):
        p.box(0, 452 + n * 10, WIDTH, 453 + n * 10, (160, 152, 138))
    wall, edge, roof, glass = (226, 214, 188), (200, 184, 152), (88, 98, 112), (74, 88, 104)
    p.box(150, 230, 810, 450, wall)
    p.polygon([(140, 230), (200, 150), (760, 150), (820, 230)], roof)
    p.box(140, 224, 820, 234, edge)
    p.box(150, 336, 810, 342, edge)
    p.box(400, 120, 560, 450, (234, 224, 200))
    p.polygon([(390, 124), (480, 40), (570, 124)], roof)
    p.box(390, 118, 570, 128, edge)
    p.disc(480, 176, 30, edge)
    p.disc(480, 176, 25, (248, 244, 232))
    p.box(479, 158, 482, 178, glass)
    p.box(479, 175, 496, 178, glass)
    for x in list(range(178, 390, 54)) + list(range(588, 790, 54)):
        p.box(x, 254, x + 30, 316, glass)
        p.box(x, 362, x + 30, 424, glass)
        p.box(x - 4, 318, x + 34, 323, edge)
        p.polygon([(x + 4, 214), (x + 15, 176), (x + 26, 214)], glass)
    p.box(450, 350, 510, 450, (122, 62, 52))
    p.disc(480, 352, 30, (122, 62, 52))
    p.box(420, 444, 540, 454, edge)
    p.box(478, 8, 482, 44, glass)
    p.box(482, 10, 522, 30, (150, 52, 48))
    for x in (60, 880):
        p.box(x - 5, 380, x + 5, 452, (96, 78, 62))
        p.disc(x, 340, 52, (92, 122, 92))
        p.disc(x - 16, 322, 34, (108, 138, 104))


def patrol(p):
    p.bands(0, 310, (150, 170, 190), (214, 220, 222), 14)
    p.ridge(314, 24, 140, (118, 128, 138))
    p.bands(312, 540, (92, 118, 134), (42, 66, 88), 10)
    p.polygon([(190, 330), (700, 330), (790, 306), (716, 412), (236, 412)], (224, 226, 224))
    p.polygon([(318, 330), (350, 330), (312, 412), (280, 412)], (176, 60, 48))
    p.polygon([(214, 372), (744, 372), (716, 412), (236, 412)], (52, 72, 96))
    p.box(330, 262, 600, 332, (240, 240, 236))
    p.polygon([(380, 206), (540, 206), (572, 264), (380, 264)], (240, 240, 236))
    p.polygon([(396, 218), (534, 218), (552, 248), (396, 248)], (58, 74, 92))
    for x in range(350, 590, 40):
        p.disc(x, 298, 9, (58, 74, 92))
    p.box(452, 110, 459, 208, (90, 98, 108))
    p.box(420, 138, 492, 144, (90, 98, 108))
    p.disc(456, 116, 8, (240, 240, 236))
    p.box(640, 296, 690, 332, (120, 130, 140))
    p.waves(420, (140, 164, 178), 70)


def main():
    folder = pathlib.Path(__file__).parent / "pictures"
    folder.mkdir(exist_ok=True)
    for draw in [coast, cracks, mountains, ferry, harbour, court, bridge, river, wind, chart, forest, city, snow, stage, space, tram, stadium, books, trawler,
                 townhall, patrol]:
        picture = Picture(draw.__name__)
        draw(picture)
        picture.save(folder / f"{draw.__name__}.png")


if __name__ == "__main__":
    main()
