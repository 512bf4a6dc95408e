"""The rows of the count room and what the database itself makes impossible; no electoral rule lives here."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from countroom.night.stages import Role

LONGEST_FORM = 200
"""The characters of a form's address under which what is typed into it is kept."""


class Person(AbstractUser):
    """Somebody with an account; what they may do comes from appointments alone."""

    name = models.CharField(max_length=200)

    class Meta(AbstractUser.Meta):
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name or self.username


class ContestRow(models.Model):
    """The one contest of this database, in the one mode it was made for."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    mode = models.CharField(max_length=9, choices=[("rehearsal", "rehearsal"), ("live", "live")])
    election = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    method = models.CharField(max_length=40)
    method_law = models.TextField(blank=True)
    poll_date = models.DateField()
    office = models.CharField(max_length=200, blank=True)
    office_title = models.CharField(max_length=300, blank=True)
    loaded = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(only=True), name="one_contest_in_a_database"),)

    def __str__(self) -> str:
        return self.title


class AreaRow(models.Model):
    """A part of the authority whose returning officer counts locally."""

    contest = models.ForeignKey(ContestRow, models.PROTECT, related_name="areas")
    code = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("contest", "code"), name="an_area_once"),)

    def __str__(self) -> str:
        return self.name


class CandidateRow(models.Model):
    """A person nominated, exactly as on the statement of persons nominated, in ballot order."""

    contest = models.ForeignKey(ContestRow, models.PROTECT, related_name="candidates")
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    description = models.CharField(max_length=300, blank=True)
    party = models.CharField(max_length=100, null=True)  # noqa: DJ001 - not known is None, never an empty word
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("contest", "code"), name="a_candidate_once"),)

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A person in a role, for one area or (no area) the whole authority, until it is ended."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    area = models.ForeignKey(AreaRow, models.PROTECT, null=True, blank=True)
    candidate = models.ForeignKey(CandidateRow, models.PROTECT, null=True, blank=True)
    may_demand_recounts = models.BooleanField(default=False)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("candidate", "area"),
                condition=Q(may_demand_recounts=True, ended=None),
                name="one_counting_agent_of_a_candidate_may_demand_recounts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.role}, {self.area or 'the whole authority'}"


class ActRow(models.Model):
    """One act of the record. Triggers refuse any change and any deletion.

    `key` and `asked` tell a request sent again from another; they are no part of the record.
    """

    seq = models.PositiveIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    person = models.CharField(max_length=400)
    role = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    area = models.CharField(max_length=100, blank=True)
    count = models.PositiveSmallIntegerField(default=0)
    payload = models.TextField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=200, unique=True)
    asked = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001 - not kept of older acts

    class Meta:
        ordering = ("seq",)

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class SheetRow(models.Model):
    """A numbered sheet of an area: its number is given once, ever, also where the sheet is voided."""

    act = models.ForeignKey(ActRow, models.PROTECT)
    area = models.ForeignKey(AreaRow, models.PROTECT)
    count = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "number"), name="a_sheet_number_once_ever"),
            models.CheckConstraint(condition=Q(count__gte=1), name="sheets_belong_to_counts"),
        )

    def __str__(self) -> str:
        return self.number


class EntryRow(models.Model):
    """That a person typed a sheet, as first or second; the database refuses the same person twice."""

    act = models.OneToOneField(ActRow, models.PROTECT)
    sheet = models.ForeignKey(SheetRow, models.PROTECT)
    place = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sheet", "place"), name="a_sheet_is_typed_once_in_each_place"),
            models.UniqueConstraint(fields=("sheet", "person"), name="the_second_typist_is_another_person"),
            models.CheckConstraint(condition=Q(place__in=(1, 2)), name="two_typists_and_no_third"),
        )

    def __str__(self) -> str:
        return f"{self.sheet} ({self.place})"


class ReturnRow(models.Model):
    """That an area stated a version of a return; a version exists once."""

    act = models.OneToOneField(ActRow, models.PROTECT)
    area = models.ForeignKey(AreaRow, models.PROTECT)
    count = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "count", "version"), name="a_version_of_a_return_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="versions_begin_at_one"),
        )

    def __str__(self) -> str:
        return f"{self.area}, count {self.count}, version {self.version}"


class FigureRow(models.Model):
    """One figure of a stated return, for those who read the database with SQL; never negative."""

    returned = models.ForeignKey(ReturnRow, models.PROTECT, related_name="figures")
    line = models.CharField(max_length=240)
    figure = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("returned", "line"), name="a_figure_once"),
            models.CheckConstraint(condition=Q(figure__gte=0), name="no_figure_is_negative"),
        )

    def __str__(self) -> str:
        return f"{self.line}: {self.figure}"


class DeclarationRow(models.Model):
    """That the result was declared: once."""

    contest = models.OneToOneField(ContestRow, models.PROTECT)
    act = models.OneToOneField(ActRow, models.PROTECT)

    def __str__(self) -> str:
        return f"declared by act {self.act.seq}"


class Draft(models.Model):
    """What one person has typed into one form and not yet signed, exactly as typed."""

    person = models.ForeignKey(Person, models.CASCADE)
    form = models.CharField(max_length=LONGEST_FORM)
    line = models.CharField(max_length=240)
    typed = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "form", "line"), name="a_draft_line_once"),)

    def __str__(self) -> str:
        return f"{self.form} {self.line}"


class Token(models.Model):
    """A token of the API: it acts under one appointment; only its SHA-256 is kept."""

    appointment = models.ForeignKey(Appointment, models.PROTECT)
    sha256 = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ended=None) | Q(ended__gte=F("made")), name="a_token_ends_after_it_is_made"
            ),
        )

    def __str__(self) -> str:
        return f"token of {self.appointment}"
