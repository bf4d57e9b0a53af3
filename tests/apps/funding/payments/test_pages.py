"""The pages of payments: figures that open to their rows, and an import that is looked at first."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from opencompact.apps.funding.models import Payment, PaymentRun

from .conftest import ROWS, text_of

URL = "/anywhere/funding/payments/"


def text(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.fixture
def client(visitor, edition):
    return visitor("officer")


def hand_in(client, body="westbridge-city-council", content=None, **more):
    file = SimpleUploadedFile("spending.csv", (content or text_of()).encode())
    return client.post(f"{URL}import/", {"file": file, "body": body}, **more)


def test_a_file_is_looked_at_started_and_reported(client, elm):
    rows = [*ROWS, ("Left out", "ten", "2026-10-20", "", "")]
    page = text(hand_in(client, content=text_of(rows), follow=True))
    for words in (
        "What would happen", "£188.00", "UTF-8", "year, month, day",
        "2026-10-20 is 20 October 2026", "Elm Street Carers", "Row 8", "Nothing is written yet",
    ):  # fmt: skip
        assert words in page, words
    assert not Payment.objects.exists()
    run = PaymentRun.objects.get()
    done = text(client.post(f"{URL}import/{run.pk}/start/", follow=True))
    assert "6 of 7 rows are payments here" in done
    rejected = client.get(f"{URL}import/{run.pk}/rejected.csv")
    [row] = csv.DictReader(io.StringIO(rejected.content.decode()))
    assert (row["row"], row["Supplier"], row["Amount"]) == ("8", "Left out", "ten")
    assert client.get(f"{URL}import/{run.pk}/rejected.xlsx").status_code == 200
    assert "spending.csv" in text(client.get(f"{URL}import/"))
    again = text(hand_in(client, content=text_of(rows), follow=True))
    assert "all of these payments are here" in again


def test_dates_that_may_be_read_in_two_ways_are_asked(client):
    content = "Supplier,Amount,Date paid\nX,1,01/11/2026\n"
    page = text(hand_in(client, content=content, follow=True))
    assert "01/11/2026 may be 1 November 2026 or 11 January 2026" in page
    run = PaymentRun.objects.get()
    assert client.post(f"{URL}import/{run.pk}/start/").status_code == 409
    assert client.get(f"{URL}import/{run.pk}/rejected.csv").status_code == 409
    chosen = {
        "amount": "Amount", "paid": "Date paid", "supplier": "Supplier",
        "body_chosen": "westbridge-city-council",
    }  # fmt: skip
    address = f"{URL}import/{run.pk}/columns/"
    wrong = client.post(address, {**chosen, "supplier": ""})
    assert "Select the column that holds this: Supplier" in text(wrong)
    said = client.post(address, {**chosen, "paid_form": "month-day-year"}, follow=True)
    assert "01/11/2026 is 11 January 2026" in text(said)
    client.post(f"{URL}import/{run.pk}/start/")
    assert str(Payment.objects.get().paid) == "2026-01-11"
    assert client.post(address, chosen).status_code == 409


def test_dates_of_which_some_fit_one_order_and_some_the_other_are_asked(client):
    content = "Supplier,Amount,Date paid\nX,1,13/01/2026\nY,1,01/13/2026\n"
    page = text(hand_in(client, content=content, follow=True))
    assert "Not clear" in page
    assert "13/01/2026 is 13 January 2026" in page


@pytest.mark.parametrize("column", ["Supplier", "Date paid"])
def test_a_column_that_holds_no_such_dates_can_be_put_right(client, column):
    """Whoever chose wrongly is told so and can choose again."""
    hand_in(client, content="Supplier,Amount,Date paid\nX,1,2026-11-30\n")
    address = f"{URL}import/{PaymentRun.objects.get().pk}/columns/"
    chosen = {"amount": "Amount", "supplier": "Supplier", "body_chosen": "westbridge-city-council"}
    wrong = {**chosen, "paid": column, "paid_form": "day-month-year"}
    page = text(client.post(address, wrong, follow=True))
    example = "X" if column == "Supplier" else "2026-11-30"
    assert f"“{example}” is no date written so" in page
    assert "no row can be read as a payment" in page
    right = {**chosen, "paid": "Date paid", "paid_form": "year-month-day"}
    assert "2026-11-30 is 30 November 2026" in text(client.post(address, right, follow=True))


def test_a_champion_brings_in_the_payments_of_their_own_body_alone(
    person, council, draft, visitor, make
):
    from django.test import Client

    from opencompact.base.areas.actor import RoleKind

    champion = Client()
    champion.force_login(person("Cora", RoleKind.CHAMPION, council))
    make("Police", sector="public")
    page = text(champion.get(f"{URL}import/"))
    assert "Westbridge City Council" in page
    assert "Police" not in page
    refused = hand_in(champion, body="police")
    assert refused.status_code == 200
    assert not PaymentRun.objects.exists()
    assert hand_in(champion).status_code == 302
    run = draft(body=None)
    assert champion.get(f"{URL}import/{run.pk}/").status_code == 403
    assert visitor("rep").get(f"{URL}import/").status_code == 403


def test_an_import_under_way_says_how_far_it_is(client, draft, at):
    from opencompact.apps.funding.actions import payments as actions

    run = actions.start_import(draft(), at=at)
    assert "0 of 6 rows are done" in text(client.get(run.get_absolute_url()))
    actions.stop_import(run)
    assert "The import stopped" in text(client.get(run.get_absolute_url()))


def test_figures_open_to_their_rows(visitor, take_in, elm, edition):
    take_in()
    take_in("Supplier,Amount,Paid,Body\nX,1,2026-10-20,East & West\n", body=None)
    reader = visitor()
    page = text(reader.get(URL))
    for words in ("50% of payments", "1 of 2", "October 2026", "Not on the register", "£180<"):
        assert words in page, words
    assert "name=East+%26+West&amp;month=2026-10" in page
    found = text(reader.get(f"{URL}list/?body=westbridge-city-council&kind=vcs&time=late"))
    assert "Published as Elm Street Carers Ltd" in found
    assert "50 days" in found
    assert "No payment fits" in text(reader.get(f"{URL}list/?q=nowhere"))
    month = text(reader.get(f"{URL}westbridge-city-council/2026-10/"))
    assert "50% on time" in month
    for address in ("westbridge-city-council/2020-01/", "nobody/2026-10/", "elm/2026-10/"):
        assert reader.get(f"{URL}{address}").status_code == 404
    [row] = csv.DictReader(io.StringIO(reader.get(f"{URL}list.csv?q=Ltd").content.decode()))
    assert (row["amount"], row["on_time"], row["organisation"]) == ("50.5", "no", elm.name)
    for kind in ("csv", "xlsx", "json"):
        assert reader.get(f"{URL[:-1]}.{kind}").status_code == 200


def test_empty_pages_say_what_belongs_there(visitor, scoped, council):
    assert "from the files that they publish" in text(visitor().get(URL))
    assert "Import payments" in text(visitor("officer").get(URL))
    assert "will be listed here" in text(visitor().get(f"{URL}list/"))


@pytest.mark.parametrize("address", [URL, f"{URL}list/"])
def test_the_number_of_queries_does_not_grow(visitor, take_in, elm, address, edition):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            visitor().get(address)
        return len(found)

    take_in(text_of(ROWS[:1]))
    one = queries()
    take_in()
    take_in("Supplier,Amount,Paid,Body\nX,1,2025-10-20,A\nY,2,2025-01-01,B\n", body=None)
    assert queries() == one
